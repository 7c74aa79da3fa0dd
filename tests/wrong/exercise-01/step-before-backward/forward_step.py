import torch.nn.functional as F

def train(model, criterion, optimizer, loader, epochs):
    model.train()
    for epoch in range(epochs):
        for i, (images, labels) in enumerate(loader):
            model.zero_grad()
            logits = model(images)
            optimizer.step()  # HERE
            loss = F.cross_entropy(logits, labels)
            loss.backward()
            if i % 20 == 0:
                print(epoch, i, loss.item())
