"""The command ``sagemaker-lineage``: lineage drawn, compared, counted and swept."""
