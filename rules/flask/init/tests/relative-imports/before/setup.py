from setuptools import find_packages, setup

setup(name="bakery", packages=find_packages(), install_requires=["flask>=2.3"])
