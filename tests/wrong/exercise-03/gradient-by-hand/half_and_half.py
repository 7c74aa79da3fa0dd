"""autograd for fc1, hand for fc2. # CAUSE: the gradients of fc2 are made by hand."""
import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            hidden = model.relu(model.fc1(x))
            outputs = model.fc2(hidden)
            loss = criterion(outputs, y)
            g = torch.autograd.grad(loss, [model.fc1.weight, model.fc1.bias])
            model.fc1.weight.grad, model.fc1.bias.grad = g
            d_out = 2 * (outputs.detach() - y) / len(x)
            model.fc2.weight.grad = d_out.T @ hidden.detach()  # HERE
            model.fc2.bias.grad = d_out.sum(dim=0)
            optimizer.step()
