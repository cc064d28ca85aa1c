from a.base import Base
from mixins import Tenants


class Shop(Tenants, Base):
    pass
