"""MiniStack as the embedded cloud runs it, but nobody holds the cdk CLI's polls."""

import pytest

from lineage_local import ministack

if __name__ == "__main__":
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ministack, "HeldPolls", lambda application: application)
        ministack.main()
