class Team(Base):
    id = Column(Integer)


class User(Base):
    name = Column(String)
    team_id = Column(ForeignKey("team.id"))
