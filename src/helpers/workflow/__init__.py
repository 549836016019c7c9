"""Running: declared parameters, what a step depends on, batches and their record."""
