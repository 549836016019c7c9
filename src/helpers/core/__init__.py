"""What every room stands on: errors, paths, contracts, Thai text, readers of people's files."""
