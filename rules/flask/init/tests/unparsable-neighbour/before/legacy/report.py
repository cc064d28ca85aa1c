from flask import Flask
print "made for another Python"
def broken(:
