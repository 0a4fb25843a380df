public import GameProtocol

/// The arcade games and the small test beds for learning with rewards on the way.
public enum Arcade {
  /// How the games are listed.
  public static let registrations = [
    MinAtar<BreakoutState>.registration("MinAtar Breakout: a ball, a paddle and bricks"),
    MinAtar<AsterixState>.registration("MinAtar Asterix: gold to take, enemies to avoid"),
    MinAtar<FreewayState>.registration("MinAtar Freeway: a chicken crosses eight lanes"),
    MinAtar<SpaceInvadersState>.registration("MinAtar Space Invaders: aliens come down"),
    MinAtar<SeaquestState>.registration("MinAtar Seaquest: divers to rescue under water"),
    CartPole.registration,
    GridWorld.registration,
  ]
}
