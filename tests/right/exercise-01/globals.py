model_ = None
optim_ = None
crit_ = None
step_count = 0

def learn(x, y):
    global step_count
    optim_.zero_grad()
    loss = crit_(model_(x), y)
    loss.backward()
    optim_.step()
    step_count += 1

def train(model, criterion, optimizer, loader, epochs):
    global model_, optim_, crit_
    model_, optim_, crit_ = model, optimizer, criterion
    for epoch in range(epochs):
        for x, y in loader:
            learn(x, y)
    print(step_count, "steps")
