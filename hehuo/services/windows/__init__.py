"""服务窗口、到岗情况、事项目录、便民服务制度; kept by the community, feeds 15.1 to 15.3."""
