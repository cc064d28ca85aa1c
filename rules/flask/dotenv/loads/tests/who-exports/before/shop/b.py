from environs import env

env.read_env()
