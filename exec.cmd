@rem What exec is to the shells of Unix, for the scripts of package.json on Windows.
@%*
