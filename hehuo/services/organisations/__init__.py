"""党组织、居委会、群团、院落、网格员（院长、楼长）和应有资料; kept by the community, feeds 14.1, 14.2 and 14.4."""
