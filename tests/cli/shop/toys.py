from toys import Shop

toy = Shop("blocks")
