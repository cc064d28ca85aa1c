from acme import Shop


def test_shop():
    assert Shop("x")
