import ArgumentParser
@main struct Tesuji: ParsableCommand { }
