from b import shop


class Outlet(shop.Shop):
    pass
