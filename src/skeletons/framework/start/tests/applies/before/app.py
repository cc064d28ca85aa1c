from PACKAGE import App

app = App()
