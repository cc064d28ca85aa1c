class Team:
    name = Column(String)


class User:
    id = Column(Integer)
    team_id = Column(ForeignKey("team.id"))
