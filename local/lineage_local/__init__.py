"""The embedded cloud: MiniStack and a SageMaker lineage service, on loopback."""
