"""Writers: a `Paper` as Word or PDF, a book of sheets as Excel, charts as pictures. None of them reads a database."""
