from dotenv import load_dotenv

if True:
	load_dotenv()
