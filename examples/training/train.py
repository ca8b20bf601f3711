"""Trains the churn model of the example app, in a SageMaker training job."""

import csv
import json
import os
from collections import Counter
from pathlib import Path

INPUT = Path(os.environ.get("SM_CHANNEL_TRAIN", "/opt/ml/input/data/train"))
OUTPUT = Path(os.environ.get("SM_MODEL_DIR", "/opt/ml/model"))


def train(rows: list[dict[str, str]]) -> dict[str, float]:
    """Return, for each contract, the share of customers who left."""
    customers = Counter(row["contract"] for row in rows)
    left = Counter(row["contract"] for row in rows if row["churned"] == "yes")
    return {contract: left[contract] / count for contract, count in customers.items()}


if __name__ == "__main__":
    data = [row for path in INPUT.glob("*.csv") for row in csv.DictReader(path.open())]
    (OUTPUT / "model.json").write_text(json.dumps(train(data)))
