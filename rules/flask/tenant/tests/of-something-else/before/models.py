class Invoice(Base):
    account_id = Column(Integer)
