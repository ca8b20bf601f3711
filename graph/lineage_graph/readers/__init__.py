"""Where graphs are read from: an app, or deployed stacks by way of CloudFormation and SageMaker."""
