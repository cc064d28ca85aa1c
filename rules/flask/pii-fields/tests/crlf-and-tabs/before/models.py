from db import Base, Column, String


class User(Base):
	email = Column(
		"email_address",
		String,
	)  # pii
	name = Column(String)
	fax = Column(String)  # not pii
