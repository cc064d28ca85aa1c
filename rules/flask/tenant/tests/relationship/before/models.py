class AppUser(Base):
    organisation: Mapped[Organisation] = relationship()
