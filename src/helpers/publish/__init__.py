"""From facts to products: the blocks of a report and one module for each format."""
