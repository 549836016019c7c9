"""The judgement: ratios, reasons, lights, progress and scores of each indicator."""
