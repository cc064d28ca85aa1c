from setuptools import setup

setup(name="flask-badges", py_modules=["flask_badges"], install_requires=["flask"])
