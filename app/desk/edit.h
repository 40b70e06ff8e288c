// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUndoCommand>

#include <functional>

namespace detent::desk {

/// One thing done that can be undone. It has been done already when it is pushed. Edits of one gesture (not 0) become one.
class Edit : public QUndoCommand {
public:
    Edit(const QString& text, std::function<void()> undo, std::function<void()> redo, int gesture = 0)
        : QUndoCommand(text), m_undo(std::move(undo)), m_redo(std::move(redo)), m_gesture(gesture) {}

    void undo() override { m_undo(); }
    void redo() override {
        if (m_done) m_redo();
        m_done = true;
    }
    int id() const override { return m_gesture == 0 ? -1 : 1; }
    bool mergeWith(const QUndoCommand* later) override {
        const auto* edit = static_cast<const Edit*>(later);
        if (edit->m_gesture != m_gesture) return false;
        m_redo = edit->m_redo;
        setText(edit->text());
        return true;
    }

private:
    std::function<void()> m_undo, m_redo;
    int m_gesture;
    bool m_done = false;
};

}  // namespace detent::desk
