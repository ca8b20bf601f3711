"""Values that are known only at synthesis."""

import jsii
from aws_cdk import IStableNumberProducer, IStableStringProducer


@jsii.implements(IStableStringProducer)
class LateText:
    """The first of the texts that the list holds at synthesis, or none."""

    def __init__(self, values: list[str]) -> None:
        self.values = values

    def produce(self) -> str | None:
        return self.values[0] if self.values else None


@jsii.implements(IStableNumberProducer)
class LateNumber:
    def __init__(self, value: int) -> None:
        self.value = value

    def produce(self) -> int:
        return self.value
