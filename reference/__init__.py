"""The engine that answers are compared with. It knows nothing of exercises or grading.

    value      Value: a number or an array that remembers how it was made; `backward`
    nn         Neuron, Layer, MLP: for single points, and for a whole batch as columns
    training   losses, one step of gradient descent, the training loop
    softmax    losses of several classes
    spirals    a data set with three classes
    optimizers  momentum, AdamW, a schedule: rules for one parameter
    moons      the data set, and the batches drawn from it
    oracles    derivatives by other ways, which share nothing with Value: what it is believed for
"""
