"""AWS JSON 1.1, by the service model that the installed botocore carries."""
