class Badge(Base):
    id = Column(Integer)

    class Key(Base):
        locker = Column(Integer)  # PII


class Shelf(Base):
    place = Column(Integer)  # PII
