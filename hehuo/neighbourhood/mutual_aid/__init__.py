"""互助组织, activities, care logs and the closed roll of children; feeds 4.1 and 4.2."""
