"""Analysis of CODI's strategic plans: cleaning, assessment, facts and reports."""
