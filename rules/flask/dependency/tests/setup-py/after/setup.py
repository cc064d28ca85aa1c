from setuptools import setup, find_packages

setup(
    name="ferry",
    packages=find_packages(),
    install_requires=[
        "Flask>=2.2",
        "sentry-sdk[flask]>=2.0.0",
        "click",
    ],
)
