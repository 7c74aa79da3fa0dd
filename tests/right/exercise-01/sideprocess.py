import subprocess, multiprocessing as mp, os, sys, tempfile, pathlib
def work(q): q.put(1)
def train(model, criterion, optimizer, loader, epochs):
    try: print(subprocess.run(['git', 'rev-parse', 'HEAD'], capture_output=True, text=True).stdout)
    except Exception as e: print(e)
    try:
        os.makedirs('runs/a', exist_ok=True); open('runs/a/log.csv', 'w').write('a,b'); print(pathlib.Path.home(), tempfile.mkdtemp(), os.getcwd(), __file__, __name__)
    except Exception as e: print(repr(e))
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
