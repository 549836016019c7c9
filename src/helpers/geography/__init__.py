"""Where things lie: tambons and their codes, borders, the cartogram, CODI's regions."""
