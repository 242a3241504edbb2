"""物防、技防台账, 设备在线记录, 设备维修单; feeds 6.3 and 6.4. Device status only: no picture, no stream."""
