import torch

def train(model, criterion, optimizer, loader, epochs):  # HERE
    # TODO: loop over the epochs
    # TODO: loop over the batches, compute the loss, call backward and step
    pass
