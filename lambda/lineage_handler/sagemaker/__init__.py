"""SageMaker's lineage API: its words, its errors, and how it is called."""
