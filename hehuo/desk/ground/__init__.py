"""地点: settlements, grids and buildings of a real city come from one workbook with three sheets."""
