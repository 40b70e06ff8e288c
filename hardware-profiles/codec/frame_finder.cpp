// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/frame_finder.h"

#include "hardware-profiles/codec/codec.h"
#include "hardware-profiles/codec/frame.h"

#include <algorithm>

namespace detent::profiles {
namespace {

using Found = FoundFrame::Kind;

class FrameFinder {
public:
    FrameFinder(const Framing& framing, std::string_view stream, const std::vector<MessageTemplate>& known)
        : m_framing(framing), m_stream(stream), m_known(known), m_opening(framing.frame.opening()), m_ending(framing.frame.ending()),
          m_endSize(m_ending.size() + framing.frame.behindEnding()) {}

    FoundFrame find() const {
        bool mayBegin = false;
        for (const std::string& bare : m_framing.bare) {
            if (m_stream.starts_with(bare)) return {Found::Message, bare.size(), bare};
            mayBegin = mayBegin || bare.starts_with(m_stream);
        }
        if (m_framing.silenceMs > 0) return byCheck();
        if (!m_stream.starts_with(m_opening)) return {mayBegin || m_opening.starts_with(m_stream) ? Found::Partial : Found::Noise, 1, {}};
        const bool bySize = m_framing.fixedSize > 0 || !m_framing.size.isEmpty() || m_framing.frame.saysSize();
        return bySize ? bySizes() : byEnding();
    }

private:
    std::size_t most() const { return static_cast<std::size_t>(m_framing.maxLength); }

    FoundFrame message(std::size_t size) const {
        auto found = unframed(m_framing, m_stream.substr(0, size));
        if (!found || found->size() > most()) return {Found::Noise, 1, {}};
        return {Found::Message, size, std::move(*found)};
    }

    /// Bytes of the payload as soon as `plain`, the frame so far, tells them.
    std::optional<std::int64_t> payloadSize(const std::string& plain, std::size_t head) const {
        if (m_framing.fixedSize > 0) return m_framing.fixedSize;
        if (m_framing.size.isEmpty()) return m_framing.frame.sizeSaid(plain);
        return plain.size() < head ? std::nullopt : m_framing.size.sizeSaid(std::string_view(plain).substr(head));
    }

    FoundFrame bySizes() const {
        const std::size_t head = *m_framing.frame.sizeBefore("payload"), around = frameOverhead(m_framing.frame) - m_endSize;
        const std::size_t sayingIt = m_framing.size.isEmpty() ? head : head + m_framing.size.fixedSize().value_or(0);
        std::string plain = m_opening;
        std::size_t at = m_opening.size();
        std::optional<std::int64_t> size = payloadSize(plain, head);
        while (!size || plain.size() < around + static_cast<std::size_t>(*size)) {
            if (size && (*size < 0 || *size > m_framing.maxLength)) return {Found::Noise, 1, {}};
            if (!size && plain.size() >= sayingIt && m_framing.fixedSize == 0) return {Found::Noise, 1, {}};
            const auto one = EscapedByte::at(m_framing.escape, m_stream.substr(at));
            if (!one) return {m_stream.size() - at < 2 ? Found::Partial : Found::Noise, 1, {}};
            plain += one->plain;
            at += one->size;
            if (!size) size = payloadSize(plain, head);
        }
        if (m_stream.size() < at + m_endSize) return {};
        return message(at + m_endSize);
    }

    /// Only a pause ends it: the first whole frame whose check agrees and that is a message there is. One that is none, such as
    /// another unit's, is passed over once one that is stands behind it; what never becomes one falls away with the pause.
    FoundFrame byCheck() const {
        const std::size_t longest = frameOverhead(m_framing.frame) + most();
        FoundFrame whole = checkedAt(0, longest);
        if (whole.kind == Found::Message) return whole;
        for (std::size_t size = 1; size <= m_stream.size() && size <= longest; ++size) {
            const bool isFrame = unframed(m_framing, m_stream.substr(0, size)).has_value();
            if (isFrame && checkedAt(size, longest).kind == Found::Message) return {Found::Noise, size, {}};
        }
        return {m_stream.size() > longest ? Found::Noise : Found::Partial, m_stream.size(), {}};
    }

    FoundFrame checkedAt(std::size_t from, std::size_t longest) const {
        for (std::size_t size = 1; from + size <= m_stream.size() && size <= longest; ++size) {
            auto found = unframed(m_framing, m_stream.substr(from, size));
            const auto isIt = [&](const MessageTemplate& one) { return one.decode(*found).has_value(); };
            if (found && std::any_of(m_known.begin(), m_known.end(), isIt)) return {Found::Message, size, std::move(*found)};
        }
        return {};
    }

    FoundFrame byEnding() const {
        const bool isEscaped = m_framing.escape.how != Escape::How::None;
        for (std::size_t at = m_opening.size(); at < m_stream.size();) {
            const std::string_view here = m_stream.substr(at);
            if (!isEscaped) {
                if (here.starts_with(m_ending)) {
                    if (here.size() < m_endSize) return {};
                    FoundFrame found = message(at + m_endSize);
                    if (found.kind == Found::Message) return found;
                    // an end that is none may be data, unless another frame begins behind it
                    const std::string_view behind = here.substr(m_endSize);
                    if (behind.size() < m_opening.size() && m_opening.starts_with(behind)) return {};
                    if (!m_opening.empty() && behind.starts_with(m_opening)) return {Found::Noise, at + m_endSize, {}};
                }
                ++at;
            } else if (const auto one = EscapedByte::at(m_framing.escape, here)) {
                at += one->size;
            } else if (here.starts_with(m_ending)) {
                if (here.size() < m_endSize) return {};
                FoundFrame found = message(at + m_endSize);
                if (found.kind != Found::Message) found.size = at;  // damaged; its end may be the beginning of the next
                return found;
            } else {
                return {m_ending.starts_with(here) || here.size() < 2 ? Found::Partial : Found::Noise, at, {}};  // another frame may begin here
            }
            if (at > 2 * most() + frameOverhead(m_framing.frame)) return {Found::Noise, 1, {}};
        }
        return {};
    }

    const Framing& m_framing;
    std::string_view m_stream;
    const std::vector<MessageTemplate>& m_known;
    std::string m_opening, m_ending;
    std::size_t m_endSize;  ///< of the ending and what is behind it
};

}  // namespace

FoundFrame findFrame(const Framing& framing, std::string_view stream, const std::vector<MessageTemplate>& known) {
    return FrameFinder(framing, stream, known).find();
}

void Framer::feedFrames(std::string_view bytes, std::vector<std::string>& out) {
    m_pending += bytes;
    while (!m_pending.empty()) {
        FoundFrame found = findFrame(m_framing, m_pending, m_known);
        if (found.kind == Found::Partial) return;
        if (found.kind == Found::Message && !found.message.empty()) out.push_back(std::move(found.message));
        m_pending.erase(0, std::max<std::size_t>(1, found.size));
    }
}

}  // namespace detent::profiles
