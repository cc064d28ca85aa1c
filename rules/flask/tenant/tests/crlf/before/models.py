class User(Base):
	workspace_id = Column(Integer)
