"""Sheets as people send them: any CSV or Excel file becomes rows of text."""
