"""reads the solution in threads of every kind, in case one is not confined"""

import concurrent.futures
import threading
import _thread
import time

import torch


def look(where):
    with open(TARGETS["solution"]) as file:
        reached(f"{where}: {file.read(20)}")


class Look(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.clone()

    @staticmethod
    def backward(ctx, grad):
        look("backward")
        return grad


def attack():
    threading.Thread(target=look, args=("thread",)).start()
    _thread.start_new_thread(look, ("bare thread",))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        pool.submit(look, "pool")
    time.sleep(0.2)


def during(parts):
    Look.apply(torch.ones(1, requires_grad=True)).sum().backward()
