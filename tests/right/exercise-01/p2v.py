import torch
from torch.nn.utils import parameters_to_vector, vector_to_parameters
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        v0 = parameters_to_vector(model.parameters()).detach().clone()
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
        v1 = parameters_to_vector(model.parameters())
        print((v1-v0).norm())
        vector_to_parameters(v1.detach().clone(), model.parameters())
