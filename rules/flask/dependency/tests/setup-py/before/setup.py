from setuptools import setup, find_packages

setup(
    name="ferry",
    packages=find_packages(),
    install_requires=[
        "Flask>=2.2",
        "click",
    ],
)
