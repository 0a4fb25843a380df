// The emulator behind emulator.hpp: ALE's C++ core, version 0.12.1.
//
// SPDX-License-Identifier: MIT

#include "emulator.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <limits>
#include <list>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unordered_map>

// Version 0.12.1 leaves parts of its state out when it saves it (its issue 412), so the rest has to be
// taken from members that are private. The standard headers stand above, where this cannot reach them.
#define private public
#define protected public
#include "ale/ale_interface.hpp"
#include "ale/emucore/CartDPC.hxx"
#include "ale/emucore/Console.hxx"
#include "ale/emucore/Deserializer.hxx"
#include "ale/emucore/M6502.hxx"
#include "ale/emucore/M6532.hxx"
#include "ale/emucore/Serializer.hxx"
#include "ale/emucore/System.hxx"
#include "ale/emucore/TIA.hxx"
#include "ale/environment/stella_environment.hpp"
#include "ale/games/Roms.hpp"
#include "ale/games/supported/Atlantis2.hpp"
#include "ale/games/supported/ChopperCommand.hpp"
#include "ale/games/supported/DemonAttack.hpp"
#include "ale/games/supported/Hangman.hpp"
#include "ale/games/supported/MiniatureGolf.hpp"
#include "ale/games/supported/VideoCheckers.hpp"
#include "ale/games/supported/VideoCube.hpp"
#undef protected
#undef private

namespace atari {
namespace {

using ale::RomSettings;
using ale::stella::TIA;

// The file names of the games for one player, in the order of their numbers in the table.
const char *const names[] = {
    "adventure",        "air_raid",        "alien",           "amidar",
    "assault",          "asterix",         "asteroids",       "atlantis",
    "atlantis2",        "backgammon",      "bank_heist",      "basic_math",
    "battle_zone",      "beam_rider",      "berzerk",         "blackjack",
    "bowling",          "boxing",          "breakout",        "carnival",
    "casino",           "centipede",       "chopper_command", "crazy_climber",
    "crossbow",         "darkchambers",    "defender",        "demon_attack",
    "donkey_kong",      "double_dunk",     "earthworld",      "elevator_action",
    "enduro",           "entombed",        "et",              "fishing_derby",
    "flag_capture",     "freeway",         "frogger",         "frostbite",
    "galaxian",         "gopher",          "gravitar",        "hangman",
    "haunted_house",    "hero",            "human_cannonball", "ice_hockey",
    "jamesbond",        "journey_escape",  "kaboom",          "kangaroo",
    "keystone_kapers",  "king_kong",       "klax",            "koolaid",
    "krull",            "kung_fu_master",  "laser_gates",     "lost_luggage",
    "mario_bros",       "miniature_golf",  "montezuma_revenge", "mr_do",
    "ms_pacman",        "name_this_game",  "othello",         "pacman",
    "phoenix",          "pitfall",         "pitfall2",        "pong",
    "pooyan",           "private_eye",     "qbert",           "riverraid",
    "road_runner",      "robotank",        "seaquest",        "sir_lancelot",
    "skiing",           "solaris",         "space_invaders",  "space_war",
    "star_gunner",      "superman",        "surround",        "tennis",
    "tetris",           "tic_tac_toe_3d",  "time_pilot",      "trondead",
    "turmoil",          "tutankham",       "up_n_down",       "venture",
    "video_checkers",   "video_chess",     "video_cube",      "video_pinball",
    "wizard_of_wor",    "word_zapper",     "yars_revenge",    "zaxxon",
};

// Where the cartridges lie: in the folder `roms` beside this library.
std::string romFolder() {
  Dl_info info;
  if (dladdr(reinterpret_cast<void *>(&romFolder), &info) == 0 || !info.dli_fname) return "roms";
  return (std::filesystem::path(info.dli_fname).parent_path() / "roms").string();
}

// Calls `visit` with every number of a game's account that the emulator does not save, or not whole.
template <class Visit>
void visitUnsaved(RomSettings *settings, Visit visit) {
  if (auto game = dynamic_cast<ale::Atlantis2Settings *>(settings)) {
    visit(game->m_lives);
  } else if (auto game = dynamic_cast<ale::ChopperCommandSettings *>(settings)) {
    visit(game->m_is_started);
  } else if (auto game = dynamic_cast<ale::DemonAttackSettings *>(settings)) {
    visit(game->m_level_change);
  } else if (auto game = dynamic_cast<ale::HangmanSettings *>(settings)) {
    visit(game->m_timerArray);
  } else if (auto game = dynamic_cast<ale::MiniatureGolfSettings *>(settings)) {
    visit(game->m_levelNumber);
    visit(game->m_levelPar);
    visit(game->m_hits);
    visit(game->m_leftStatus);
    visit(game->m_hitsAtStartOfLevel);
  } else if (auto game = dynamic_cast<ale::VideoCheckersSettings *>(settings)) {
    visit(game->m_reverse_checkers);
  } else if (auto game = dynamic_cast<ale::VideoCubeSettings *>(settings)) {
    visit(game->m_timerArray);
  }
}

// A place in one of the video chip's tables, which are the same for all emulators.
struct Place {
  uint32_t table, offset;
};

struct Table {
  const void *start;
  size_t size;
};

template <size_t count>
Place placeOf(const void *pointer, const Table (&tables)[count]) {
  auto address = static_cast<const uint8_t *>(pointer);
  for (uint32_t index = 0; index < count; index++) {
    auto start = static_cast<const uint8_t *>(tables[index].start);
    if (address >= start && address < start + tables[index].size) {
      return {index, static_cast<uint32_t>(address - start)};
    }
  }
  throw std::runtime_error("a mask outside the tables of the video chip");
}

template <class Element, size_t count>
void setPlace(const Element *&pointer, Place place, const Table (&tables)[count]) {
  if (place.table >= count || place.offset >= tables[place.table].size) {
    throw std::runtime_error("a mask outside the tables of the video chip");
  }
  auto start = static_cast<const uint8_t *>(tables[place.table].start);
  pointer = reinterpret_cast<const Element *>(start + place.offset);
}

// What ALE knows about a position beyond the chips, and what it leaves out when it saves the chips.
struct Rest {
  int32_t leftPaddle, rightPaddle, paddleMinimum, paddleMaximum;
  uint32_t mode, difficulty;
  // Of the video chip: whether the frame is unfinished, whether what is left of it has been greyed, and
  // where drawing goes on.
  uint32_t isPartial, isGreyed, drawn;
  // Its masks of ball, missiles, players and playfield.
  Place masks[6];
  // The clock of the music chip of Pitfall II.
  double musicClock;
};

template <class Value>
void append(std::string &bytes, const Value &value) {
  bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
}

template <class Value>
void take(const std::string &bytes, size_t &offset, Value &value) {
  if (bytes.size() - offset < sizeof value) throw std::runtime_error("a saved position is cut short");
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  offset += sizeof value;
}

std::atomic<uint64_t> nextId{1};

}  // namespace

Saved::Saved() : id(nextId++) {}

struct Emulator::Machine {
  ale::ALEInterface ale;
  ale::StellaEnvironment *environment = nullptr;
  ale::stella::System *system = nullptr;
  ale::stella::MediaSource *video = nullptr;
  TIA *tia = nullptr;
  RomSettings *settings = nullptr;
  ale::stella::CartridgeDPC *music = nullptr;
  // The frame before the last, if the chip no longer has it.
  std::vector<uint8_t> earlier;
  bool hasOwnEarlier = false;

  size_t size() const { return size_t(tia->width()) * tia->height(); }
};

Emulator::Emulator(const std::string &path) : machine_(std::make_unique<Machine>()) {
  Machine &m = *machine_;
  m.ale.setInt("random_seed", 0);
  m.ale.setFloat("repeat_action_probability", 0);
  m.ale.setInt("frame_skip", 1);
  m.ale.setInt("max_num_frames_per_episode", 0);
  m.ale.loadROM(path);
  m.environment = m.ale.environment.get();
  ale::stella::Console &console = m.ale.theOSystem->console();
  m.system = &console.system();
  m.video = &console.mediaSource();
  m.tia = static_cast<TIA *>(m.video);
  m.settings = m.ale.romSettings.get();
  for (uint32_t index = 0; index < m.system->myNumberOfDevices; index++) {
    if (auto cartridge = dynamic_cast<ale::stella::CartridgeDPC *>(m.system->myDevices[index])) {
      m.music = cartridge;
    }
  }
}

Emulator::~Emulator() = default;

int Emulator::frame(Action action) {
  Machine &m = *machine_;
  ale::ALEState &state = m.environment->m_state;
  ale::stella::Event *event = m.ale.theOSystem->event();
  holds = 0;
  auto button = static_cast<ale::Action>(action);
  if (!m.settings->isLegal(button)) button = ale::PLAYER_A_NOOP;
  if (m.environment->m_use_paddles) {
    state.applyActionPaddles(event, button, 1, ale::PLAYER_B_NOOP, 0);
  } else {
    state.applyActionJoysticks(event, button, ale::PLAYER_B_NOOP);
  }
  // The chip changes buffers at the start of a frame only.
  m.hasOwnEarlier = m.tia->myPartialFrameFlag;
  if (m.hasOwnEarlier) {
    m.earlier.assign(m.tia->currentFrameBuffer(), m.tia->currentFrameBuffer() + m.size());
  }
  m.video->update();
  m.settings->step(*m.system);
  // ALE reads all memory after each frame, which leaves the last byte on the bus.
  m.system->peek(0xFF);
  return m.settings->getReward();
}

bool Emulator::isOver() const { return machine_->settings->isTerminal(); }

int Emulator::lives() const { return machine_->settings->lives(); }

void Emulator::memory(uint8_t *out) const {
  for (uint16_t address = 0; address < 128; address++) {
    out[address] = machine_->system->peek(address + 0x80);
  }
}

namespace {

const Table (&maskTables())[5] {
  static const Table tables[] = {
      {TIA::ourBallMaskTable, sizeof TIA::ourBallMaskTable},
      {TIA::ourMissleMaskTable, sizeof TIA::ourMissleMaskTable},
      {TIA::ourPlayerMaskTable, sizeof TIA::ourPlayerMaskTable},
      {TIA::ourDisabledMaskTable, sizeof TIA::ourDisabledMaskTable},
      {TIA::ourPlayfieldTable, sizeof TIA::ourPlayfieldTable},
  };
  return tables;
}

}  // namespace

std::shared_ptr<const Saved> Emulator::save() {
  Machine &m = *machine_;
  auto saved = std::make_shared<Saved>();
  // The emulator's generator of random numbers is left out: it fills the memory at power-on, which is
  // before the start of any game.
  ale::stella::Serializer out;
  out.putInt(m.system->myCycles);
  m.system->myM6502->save(out);
  for (uint32_t index = 0; index < m.system->myNumberOfDevices; index++) {
    m.system->myDevices[index]->save(out);
  }
  m.settings->saveState(out);
  saved->chips = out.get_str();

  const ale::ALEState &state = m.environment->m_state;
  const TIA &tia = *m.tia;
  Rest rest;
  std::memset(&rest, 0, sizeof rest);
  rest.leftPaddle = state.m_left_paddle;
  rest.rightPaddle = state.m_right_paddle;
  rest.paddleMinimum = state.m_paddle_min;
  rest.paddleMaximum = state.m_paddle_max;
  rest.mode = state.m_mode;
  rest.difficulty = state.m_difficulty;
  rest.isPartial = tia.myPartialFrameFlag;
  rest.isGreyed = tia.myFrameGreyed;
  rest.drawn = static_cast<uint32_t>(tia.myFramePointer - tia.myCurrentFrameBuffer);
  const void *masks[] = {tia.myCurrentBLMask, tia.myCurrentM0Mask, tia.myCurrentM1Mask,
                         tia.myCurrentP0Mask, tia.myCurrentP1Mask, tia.myCurrentPFMask};
  for (int index = 0; index < 6; index++) rest.masks[index] = placeOf(masks[index], maskTables());
  if (m.music) rest.musicClock = m.music->myFractionalClocks;
  append(saved->rest, rest);
  visitUnsaved(m.settings, [&](auto &value) { append(saved->rest, value); });

  auto screens = std::make_shared<Screens>();
  screens->width = tia.width();
  screens->height = tia.height();
  const uint8_t *current = tia.currentFrameBuffer(), *other = tia.previousFrameBuffer();
  screens->current.assign(current, current + m.size());
  if (m.hasOwnEarlier) {
    screens->earlier = m.earlier;
    screens->behind.assign(other, other + m.size());
  } else {
    screens->earlier.assign(other, other + m.size());
  }
  saved->screens = screens;
  holds = saved->id;
  return saved;
}

void Emulator::restore(const Saved &saved) {
  if (holds == saved.id) return;
  Machine &m = *machine_;
  ale::stella::Deserializer in(saved.chips);
  m.system->myCycles = static_cast<uint32_t>(in.getInt());
  m.system->myM6502->load(in);
  for (uint32_t index = 0; index < m.system->myNumberOfDevices; index++) {
    m.system->myDevices[index]->load(in);
  }
  m.settings->loadState(in);

  Rest rest;
  size_t offset = 0;
  take(saved.rest, offset, rest);
  visitUnsaved(m.settings, [&](auto &value) { take(saved.rest, offset, value); });
  ale::ALEState &state = m.environment->m_state;
  TIA &tia = *m.tia;
  state.m_left_paddle = rest.leftPaddle;
  state.m_right_paddle = rest.rightPaddle;
  state.m_paddle_min = rest.paddleMinimum;
  state.m_paddle_max = rest.paddleMaximum;
  state.m_mode = rest.mode;
  state.m_difficulty = rest.difficulty;
  tia.myPartialFrameFlag = rest.isPartial;
  tia.myFrameGreyed = rest.isGreyed;
  if (rest.drawn > m.size()) throw std::runtime_error("a saved position draws outside the screen");
  tia.myFramePointer = tia.myCurrentFrameBuffer + rest.drawn;
  setPlace(tia.myCurrentBLMask, rest.masks[0], maskTables());
  setPlace(tia.myCurrentM0Mask, rest.masks[1], maskTables());
  setPlace(tia.myCurrentM1Mask, rest.masks[2], maskTables());
  setPlace(tia.myCurrentP0Mask, rest.masks[3], maskTables());
  setPlace(tia.myCurrentP1Mask, rest.masks[4], maskTables());
  setPlace(tia.myCurrentPFMask, rest.masks[5], maskTables());
  if (m.music) m.music->myFractionalClocks = rest.musicClock;

  const Screens &screens = *saved.screens;
  m.hasOwnEarlier = !screens.behind.empty();
  const std::vector<uint8_t> &other = m.hasOwnEarlier ? screens.behind : screens.earlier;
  if (screens.current.size() != m.size() || other.size() != m.size()) {
    throw std::runtime_error("a saved position with a screen of another size");
  }
  std::memcpy(tia.myCurrentFrameBuffer, screens.current.data(), m.size());
  std::memcpy(tia.myPreviousFrameBuffer, other.data(), m.size());
  if (m.hasOwnEarlier) m.earlier = screens.earlier;
  m.system->peek(0xFF);
  holds = saved.id;
}

Rom::Rom(const char *name) : name_(name) {
  std::unique_ptr<RomSettings> settings(ale::buildRomRLWrapper(name_, ""));
  if (!settings) throw std::runtime_error("the emulator does not know " + name_);
  for (ale::Action action : settings->getMinimalActionSet()) {
    minimal_.push_back(static_cast<Action>(action));
  }
}

Rom::~Rom() = default;

std::string Rom::path() const { return romFolder() + "/" + name_ + ".bin"; }

std::optional<std::string> Rom::fault() const {
  // A file that ALE does not like would end the process.
  if (!std::filesystem::exists(path())) return "the cartridge " + path() + " is missing";
  if (!ale::ALEInterface::isSupportedROM(path())) return path() + " is not the cartridge expected";
  return std::nullopt;
}

void Rom::prepare() const {
  std::call_once(prepared_, [this] {
    auto emulator = std::make_unique<Emulator>(path());
    start_ = {emulator->save(), emulator->lives()};
    const ale::ColourPalette &palette = emulator->machine_->ale.theOSystem->colourPalette();
    colours_.resize(256 * 256);
    greys_.resize(256 * 256);
    auto grey = [&](int colour) -> uint8_t {
      return static_cast<uint8_t>(palette.getRGB(std::min(colour + 1, 255)));
    };
    for (int a = 0; a < 256; a++) {
      for (int b = 0; b < 256; b++) {
        uint32_t left = palette.getRGB(a), right = palette.getRGB(b), both = 0;
        for (int shift : {0, 8, 16}) {
          uint32_t brighter = std::max(left >> shift & 0xFF, right >> shift & 0xFF);
          // The palette has red in the highest byte, the pictures begin with it.
          both |= brighter << (16 - shift);
        }
        colours_[256 * a + b] = both;
        greys_[256 * a + b] = std::max(grey(a), grey(b));
      }
    }
    std::lock_guard<std::mutex> lock(mutex_);
    idle_.push_back(std::move(emulator));
  });
}

const Rom::Start &Rom::start() const {
  prepare();
  return start_;
}

const std::vector<uint32_t> &Rom::brighterColours() const {
  prepare();
  return colours_;
}

const std::vector<uint8_t> &Rom::brighterGreys() const {
  prepare();
  return greys_;
}

Rom::Lease::Lease(const Rom &rom, const Saved &position) : rom_(rom) {
  rom.prepare();
  {
    std::lock_guard<std::mutex> lock(rom.mutex_);
    auto found = std::find_if(rom.idle_.rbegin(), rom.idle_.rend(),
                              [&](auto &emulator) { return emulator->holds == position.id; });
    if (found != rom.idle_.rend()) {
      emulator_ = std::move(*found);
      rom.idle_.erase(std::next(found).base());
    } else if (!rom.idle_.empty()) {
      emulator_ = std::move(rom.idle_.front());
      rom.idle_.erase(rom.idle_.begin());
    }
  }
  // As many are made as are ever used at the same time.
  if (!emulator_) emulator_ = std::make_unique<Emulator>(rom.path());
  emulator_->restore(position);
}

Rom::Lease::~Lease() {
  try {
    std::lock_guard<std::mutex> lock(rom_.mutex_);
    rom_.idle_.push_back(std::move(emulator_));
  } catch (...) {
    // Without memory to keep the emulator it is given up, and another one is made when one is needed.
  }
}

const std::vector<std::unique_ptr<Rom>> &allRoms() {
  static const std::vector<std::unique_ptr<Rom>> roms = [] {
    ale::Logger::setMode(ale::Logger::Error);
    std::vector<std::unique_ptr<Rom>> made;
    for (const char *name : names) made.push_back(std::make_unique<Rom>(name));
    return made;
  }();
  return roms;
}

}  // namespace atari
