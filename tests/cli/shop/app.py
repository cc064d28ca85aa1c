from acme import Shop

shop = Shop("corner")
