from setuptools import setup, find_packages

setup(
    name="ferry",
    packages=find_packages(),
    install_requires=[
        "Flask>=2.2",
        "sentry-sdk[flask]>=2.20.0",
        "click",
    ],
)
